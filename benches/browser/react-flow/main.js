// The rival: React Flow as its own documentation sets it up, with N boxes.
//
//   ?n=1000        so many boxes in a grid, joined in a chain
//   &nested=1      the same in VPCs of four subnets each, as parents and children
//   &cull=1        React Flow's own culling, which it leaves off by default
//
// The wheel pans and with Control zooms, as on our canvas.
import { Background, ReactFlow, useEdgesState, useNodesState } from "@xyflow/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import "@xyflow/react/dist/style.css";

const options = new URLSearchParams(location.search);
const size = Number(options.get("n") ?? 1000);

/** Boxes side by side, as near to a square as it goes. */
function grid(count) {
  const across = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, at) => box(at, { x: (at % across) * 180, y: Math.floor(at / across) * 80 }));
}

function box(at, position, parent) {
  return { id: `box-${at}`, position, data: { label: `box ${at}` }, ...(parent && { parentId: parent }) };
}

/** Hundreds: each a VPC with four subnets and what they hold, three levels deep. */
function campuses(count) {
  const nodes = [];
  const vpcs = Math.ceil(count / 100);
  const across = Math.ceil(Math.sqrt(vpcs));
  let at = 0;
  for (let vpc = 0; vpc < vpcs; vpc += 1) {
    const whole = Math.min(100, count - vpc * 100);
    const boxes = Math.max(0, whole - 5);
    const place = { x: (vpc % across) * 1900, y: Math.floor(vpc / across) * 1300 };
    nodes.push(container(`vpc-${vpc}`, place, { width: 1780, height: 1200 }));
    for (let subnet = 0; subnet < 4; subnet += 1) {
      const id = `subnet-${vpc}-${subnet}`;
      const corner = { x: 20 + (subnet % 2) * 880, y: 40 + Math.floor(subnet / 2) * 580 };
      nodes.push(container(id, corner, { width: 860, height: 560 }, `vpc-${vpc}`));
      const own = Math.floor((boxes + subnet) / 4);
      for (let inside = 0; inside < own; inside += 1) {
        nodes.push(box(at, { x: 10 + (inside % 5) * 170, y: 40 + Math.floor(inside / 5) * 80 }, id));
        at += 1;
      }
    }
  }
  return nodes;
}

function container(id, position, style, parent) {
  return { id, type: "group", position, style, data: { label: id }, ...(parent && { parentId: parent }) };
}

const nodes = options.has("nested") ? campuses(size) : grid(size);
const boxes = nodes.filter(({ id }) => id.startsWith("box-"));
const edges = boxes.slice(1).map(({ id }, at) => ({ id: `edge-${at}`, source: boxes[at].id, target: id }));

function Page() {
  const [shownNodes, , onNodesChange] = useNodesState(nodes);
  const [shownEdges, , onEdgesChange] = useEdgesState(edges);
  const view = {
    nodes: shownNodes,
    edges: shownEdges,
    onNodesChange,
    onEdgesChange,
    fitView: true,
    minZoom: 0.005,
    maxZoom: 4,
    panOnScroll: true,
    zoomOnDoubleClick: false,
    // The view moves by itself when a drag comes near the edge: a cost that ours does not have.
    autoPanOnNodeDrag: false,
    onlyRenderVisibleElements: options.has("cull"),
  };
  return createElement(ReactFlow, view, createElement(Background));
}

createRoot(document.getElementById("root")).render(createElement(Page));
