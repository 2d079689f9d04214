"""The one door to the graph library: which nodes lie on circles, and which lead where."""

from collections.abc import Iterable, Sequence


def on_circles_and_leading(
    count: int, edges: Sequence[tuple[int, int]], goals: Sequence[Iterable[int]]
) -> tuple[set[int], list[set[int]]]:
    """Of the nodes 0 to `count` - 1: those on a circle; for the circles, and then for each goal, those that lead there.

    A goal is a set of nodes, and its members lead to it. So the answers are one longer than the goals.
    """
    # It costs a start-up more than a small map needs, so only who looks at journeys pays for it.
    import rustworkx

    net: rustworkx.PyDiGraph[int | None, None] = rustworkx.PyDiGraph(multigraph=False)
    net.add_nodes_from(range(count + 1 + len(goals)))
    net.extend_from_edge_list(edges)
    circles = {node for part in rustworkx.strongly_connected_components(net) if len(part) > 1 for node in part}
    for number, goal in enumerate((circles, *goals)):
        # All members of a goal lead to a node of its own, so that one question asks for all of them.
        net.extend_from_edge_list([(node, count + number) for node in goal])
    return circles, [rustworkx.ancestors(net, count + number) for number in range(1 + len(goals))]
