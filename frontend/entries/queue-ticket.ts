import "./public";
import "../css/queue.css";
import "../islands/reload";
