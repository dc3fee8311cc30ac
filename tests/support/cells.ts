/** Keys of the cells that tests look at. */

export const wales = { area: "W92000004", profession: "all", staff_type: "all", category: "all" };

export const powys = "W11000024";

export const betsiCadwaladr = "W11000023";
