import "../css/scanner.css";
import "../css/gate.css";
import "../islands/scanner";
import "../islands/gate";
