import type { MessageTone } from "@/components/ui/message";

type Refusal = { tone: MessageTone; title: string; meaning: string };

/** Why a sign-in came back, by the code in the address (next-auth's), in words that say what to do. */
export function refusalOf(code: string, domains: string): Refusal {
  switch (code) {
    case "AccessDenied":
      return {
        tone: "warn",
        title: `Only ${domains} addresses can sign in.`,
        meaning:
          "The Google account you chose has another address, or its address is not verified. Choose your work account.",
      };
    case "OAuthAccountNotLinked":
      return {
        tone: "warn",
        title: "Your address belongs to another Google account here.",
        meaning: "Choose the account you signed in with before, or ask an admin to look.",
      };
    case "OAuthCallbackError":
      return {
        tone: "warn",
        title: "Google did not sign you in.",
        meaning: "You may have closed its page or said no. Nothing was changed; try again when you like.",
      };
    case "Verification":
      return {
        tone: "warn",
        title: "That sign-in took too long.",
        meaning: "Start again; it takes a moment.",
      };
    case "TooMany":
      return {
        tone: "warn",
        title: "Very many people are signing in from your network.",
        meaning: "Wait a few seconds and try again.",
      };
    case "Configuration":
      return {
        tone: "danger",
        title: "Signing in does not work right now.",
        meaning:
          "Google did not answer, or is not set up here. Try again in a minute; if it stays, tell an admin.",
      };
    default:
      return {
        tone: "danger",
        title: "Signing in did not work.",
        meaning: "Nothing was changed. Try again; if it stays, tell an admin.",
      };
  }
}
