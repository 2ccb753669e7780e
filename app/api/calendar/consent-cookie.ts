import { cookieName, cookieOptions, servedByHttps } from "@/app/_server/cookie-names";

/** What the browser carries to Google's consent page and back. */
export const consentCookie = () => ({
  name: cookieName("deskside-consent", servedByHttps()),
  ...cookieOptions(servedByHttps()),
});
