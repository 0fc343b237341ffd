import "../css/assembly.css";
