import "../css/plan.css";
import "../islands/plan";
import "../islands/outline";
