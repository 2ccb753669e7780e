import { startLocalGoogle } from "@/local/google/server";

/** The local Google in a process of its own, in memory; prints one line with its address. */
const { MEASURE_CLIENT_ID = "", MEASURE_CLIENT_SECRET = "" } = process.env;
const { baseUrl } = await startLocalGoogle({
  clientId: MEASURE_CLIENT_ID,
  clientSecret: MEASURE_CLIENT_SECRET,
});
console.log(JSON.stringify({ baseUrl }));
