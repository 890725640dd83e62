export type Mistake = { readonly name: string; readonly problem: string; readonly mend: string };

/** `HTTP_PORT is "abc". Give a whole number from 0 to 65535.` */
export const mistakeLine = ({ name, problem, mend }: Mistake): string =>
  `${name} ${problem}. ${mend}`;
