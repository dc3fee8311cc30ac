import { enhanceFigures } from "./figures.ts";

enhanceFigures(document);
