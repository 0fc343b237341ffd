import "../islands/speech";
