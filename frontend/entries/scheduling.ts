import "../css/scheduling.css";
