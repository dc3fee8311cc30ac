import { enhanceFigures } from "./figures.ts";
import { addSearch } from "./search.ts";

addSearch();
enhanceFigures(document);
