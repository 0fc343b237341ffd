import "./board";
import "../css/queue.css";
import "../islands/speak";
