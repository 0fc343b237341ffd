import "../css/scanner.css";
import "../islands/scanner";
