/** The npm package whose programs are packed into the binary; a test holds it to package.json. */
export const packageVersion = "18.4.0-beta.17";

/** A data folder belongs to one major version of PostgreSQL for ever. */
export const majorVersion = packageVersion.split(".")[0] as string;
