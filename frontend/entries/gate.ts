import "../css/scanner.css";
import "../islands/scanner";
import "../islands/gate";
