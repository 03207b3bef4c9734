/**
 * What everybody tries first. A small list goes far: figures and signs around a word, and figures
 * in the place of letters, are taken off before it is looked up, so `P@ssw0rd2024!` is `password`.
 */
const WORDS = new Set(
  `password passwort passwd passphrase passwordpassword motdepasse contrasena wachtwoord parola
  secret geheim geheimnis letmein letmeinnow openup opensesame hello hallo hallohallo welcome
  willkommen bienvenue changeme changeit changenow default guest admin administrator adminadmin
  root toor superuser operator supervisor master manager user username login signin test testtest
  tester testing temp temporary demo example sample qwerty qwertz azerty qwert qwer asdf asdfasdf
  asdfgh zxcv zxcvbn qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm yxcvbnm abc abcd abcde
  abcdef iloveyou iloveu ilovegod loveyou ichliebedich schatz schatzi love lovely lover liebe
  sunshine sonnenschein princess prinzessin prince queen dragon drachen monkey tiger lion panther
  eagle falcon phoenix wolf puppy kitten cat dog hund katze mickey minnie pikachu pokemon naruto
  batman superman spiderman starwars startrek matrix mustang ferrari porsche mercedes corvette
  harley football baseball basketball hockey soccer fussball fußball arsenal liverpool chelsea
  barcelona juventus realmadrid bayern borussia schalke werder yankees cowboys lakers steelers
  packers eagles redsox summer sommer winter spring autumn herbst frühling january february march
  april june july august september october november december januar februar oktober dezember monday
  tuesday wednesday thursday friday saturday sunday montag freitag michael jennifer jessica ashley
  amanda nicole daniel thomas andrew joshua matthew robert jordan hunter charlie george alexander
  maximilian sebastian christian stefan andreas martin michelle stephanie samantha elizabeth anthony
  william richard patrick heather hannah melissa maggie ginger pepper cookie chocolate schokolade
  banana cheese coffee pizza orange apple cherry flower blume butterfly schmetterling angel engel
  freedom freiheit liberty whatever nothing trustno trustme trust starlight shadow silver golden
  diamond purple yellow blue green black white red computer internet windows microsoft google
  facebook twitter instagram linkedin apple samsung nokia android server database oracle mysql
  postgres cisco router security access system network oauth token mintmark pass passw passme mypass
  mypassword newpassword yourpassword thepassword nopassword killer fuckyou fuckoff asshole bitch
  pussy sexy sexsex money moneymoney million lucky happy smile peace family familie mother father
  sister brother mutter vater jesus jesuschrist christ godisgood blessed heaven america american
  canada england london germany deutschland berlin hamburg münchen france paris italia roma espana
  madrid brasil mexico india russia moscow china tokyo australia correcthorsebatterystaple
  donotenter donttell dontknow idontknow letmepass iamadmin iamroot ninja warrior soldier marine
  hacker hackme gandalf hogwarts harrypotter zelda mario sonic minecraft fortnite roblox callofduty
  metallica slipknot nirvana beatles eminem justin bieber qazwsx qazwsxedc zaqwsx wsxedc`.split(
    /\s+/,
  ),
)

/** Fingers that walk along the keys, and counting. */
const ROWS = [
  '01234567890123456789',
  '09876543210987654321',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1234567890qwertyuiop',
  '1234qwerasdfzxcv',
  '!@#$%^&*()',
]
const WALKS = ROWS.flatMap((row) => [row, [...row].reverse().join('')])

const LETTER_OF: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
/** A few characters over and over are as short as they are. */
const REPEATED_CHARACTERS_MAX = 4

export function isCommon(password: string): boolean {
  const typed = password.trim().toLowerCase()
  const unit = /^(.+?)\1+$/u.exec(typed)?.[1]
  if (unit !== undefined && [...unit].length <= REPEATED_CHARACTERS_MAX) return true
  return [typed, unit ?? typed].some(
    (text) => WALKS.some((walk) => walk.includes(text)) || isWord(text),
  )
}

function isWord(text: string): boolean {
  const bare = text.replace(/^[^\p{L}@$]+|[^\p{L}]+$/gu, '')
  const spelt = bare.replace(/[013457@$!]/g, (sign) => LETTER_OF[sign] ?? sign)
  return WORDS.has(spelt) || WORDS.has(spelt.replaceAll(/[\s._-]/g, ''))
}
