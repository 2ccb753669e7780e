import { expect, test } from "vitest";
import { canDoWords, type Known } from "@/components/people/knowledge";

const known = (name: string, level: Known["level"], wantsToLearn = false): Known => ({
  ...{ systemId: name, slug: name, name, level, wantsToLearn },
});

test.each<[string, Known[]]>([
  ["", []],
  ["", [known("DNS", "new")]],
  ["Can follow DNS", [known("DNS", "can_follow")]],
  ["Wants to learn Kafka", [known("DNS", "can_follow"), known("Kafka", "new", true)]],
  ["Can teach Cassandra", [known("Cassandra", "can_teach")]],
  ["Can teach Cassandra, can do DNS", [known("DNS", "can_do"), known("Cassandra", "can_teach")]],
  ["Can do A, B, C and 1 more", [..."ABCD"].map((name) => known(name, "can_do"))],
  [
    "Can teach A, B, C and 3 more",
    [...[..."ABCD"].map((name) => known(name, "can_teach")), known("E", "can_do"), known("F", "can_do")],
  ],
  [
    "Can teach A, can do B, C and 1 more",
    [known("A", "can_teach"), ...[..."BCD"].map((name) => known(name, "can_do"))],
  ],
  ["Can do DNS", [known("DNS", "can_do"), known("Cassandra", "new", true)]],
  ["Wants to learn DNS", [known("DNS", "can_follow", true)]],
  ["Wants to learn A, B, C and 2 more", [..."ABCDE"].map((name) => known(name, "new", true))],
])("%j", (words, knowledge) => {
  expect(canDoWords(knowledge)).toBe(words);
});
