// Tests whose result may be looked at after every pair: p is one over the largest wealth that a fair game against "nothing is
// worse" ever reached, and such a game reaches 1/alpha with a probability of at most alpha (Ville 1939).
// Sources: Ramdas, Gruenwald, Vovk & Shafer, Statistical Science 38 (2023); Waudby-Smith & Ramdas, JRSS-B 86 (2024).
import type { Question } from '../question.ts';

/**
 * Games that stake this share of their wealth on a pair being worse: most x tanh(boldness x difference / scale). Under the null a
 * difference has either sign with the same probability, and so has its stake: the game is fair whatever the sizes. Several games
 * are played side by side with equal wealth, since the noise is not known in advance: bold ones win enough in five pairs in a
 * row, cautious ones survive a wild pair.
 */
const GAMES = [
  { boldness: 1, most: 0.9 },
  { boldness: 2, most: 0.95 },
  { boldness: 4, most: 0.95 },
  { boldness: 8, most: 0.97 },
] as const;

/**
 * Exponents by which wealth follows the numbers that have been worse so far. With 1, each number plays with its own share (the mean
 * of all games); with 8, nearly all is bet on the leader, which is right if a single number is worse. Both are played.
 */
const TRUSTS = [1, 8];

/** Returns the probability of looking this harmless at any look so far if it were worse by the margin; for one question alone. */
export function anytimeHarmlessP(question: Question, margin: number): number {
  return gameP(
    question.worsening.map((each) => (each === undefined ? undefined : margin - each)),
    question.margin,
  );
}

/**
 * Returns, for each question, the probability of looking this bad at any look so far. The worst is tested by a game that may bet on
 * all questions (fair while none is worse), the others by Holm's correction of their own games.
 */
export function anytimeFamilyP(questions: readonly Question[]): readonly number[] {
  const own = questions.map((question) => gameP(question.worsening, scaleOf(question)));
  const together = portfolioP(questions);
  const worstFirst = questions.map((_, i) => i).sort((a, b) => (own[a] as number) - (own[b] as number));
  const adjusted = new Array<number>(questions.length).fill(1);
  let least = 0;
  for (const [rank, question] of worstFirst.entries()) {
    const alone = own[question] as number;
    const p = rank === 0 ? Math.max(together, alone) : alone * (questions.length - rank);
    least = Math.max(least, Math.min(1, p));
    adjusted[question] = least;
  }
  return adjusted;
}

/** Returns one over the largest wealth that the games ever had together. */
function gameP(differences: readonly (number | undefined)[], scale: number): number {
  const won = GAMES.map(() => 1);
  let most = 1;
  for (const difference of differences) {
    if (difference === undefined) continue;
    GAMES.forEach((game, i) => {
      won[i] = (won[i] as number) * (1 + stake(game, difference, scale));
    });
    most = Math.max(most, meanOf(won));
  }
  return 1 / most;
}

/** Plays with one purse for all questions, shared out before each pair by what each question's games have won. */
function portfolioP(questions: readonly Question[]): number {
  const games = questions.flatMap((question) =>
    GAMES.map((game) => ({ ...game, worsening: question.worsening, scale: scaleOf(question), won: 1 })),
  );
  const purses = TRUSTS.map(() => 1);
  let most = 1;
  const pairs = Math.max(0, ...questions.map(({ worsening }) => worsening.length));
  for (let pair = 0; pair < pairs; pair++) {
    const stakes = games.map((game) => {
      const difference = game.worsening[pair];
      return difference === undefined ? 0 : stake(game, difference, game.scale);
    });
    TRUSTS.forEach((trust, i) => {
      const shares = games.map(({ won }) => won ** trust);
      const all = shares.reduce((sum, share) => sum + share, 0);
      const gain = shares.reduce((sum, share, game) => sum + (share / all) * (stakes[game] as number), 0);
      purses[i] = (purses[i] as number) * (1 + gain);
    });
    games.forEach((game, i) => {
      game.won *= 1 + (stakes[i] as number);
    });
    most = Math.max(most, meanOf(purses));
  }
  return 1 / most;
}

function stake(
  { boldness, most }: Pick<(typeof GAMES)[number], 'boldness' | 'most'>,
  difference: number,
  scale: number,
): number {
  return most * Math.tanh((boldness * difference) / scale);
}

function scaleOf({ scale, margin }: Question): number {
  return scale ?? margin;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
