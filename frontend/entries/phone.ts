import "../css/phone.css";
import "../css/scanner.css";
import "../islands/offline";
import "../islands/duty";
import "../islands/round";
import "../islands/photo";
import "../islands/signature";
