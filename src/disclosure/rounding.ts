/**
 * SQL of a number of persons as it is shown: the nearest multiple of `to`, halves up; what is not nobody never becomes nobody.
 * @param number SQL of the exact number
 */
export function rounded(number: string, to: number): string {
  if (to === 1) return number;
  return `case when ${number} = 0 then ${number} else sign(${number}) * greatest(${to}, ${to} * round(abs(${number}) / ${to})) end`;
}
