import "../css/queue.css";
