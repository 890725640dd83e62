/** The script as text, for the browser alone. */
declare const text: string;
export default text;
