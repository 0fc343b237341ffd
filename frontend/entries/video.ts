import "./public";
import "../css/assembly.css";
import "../islands/ping";
import "../islands/video";
