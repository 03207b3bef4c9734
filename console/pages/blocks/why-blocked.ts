interface Why {
  readonly title: string
  readonly words: string
}

const WHY: Readonly<Record<string, Why>> = {
  password_per_account: {
    title: 'Wrong passwords for one account',
    words: 'Somebody guesses, or has forgotten it: send a new invitation.',
  },
  password_per_ip: {
    title: 'Wrong passwords from one address',
    words: 'Many accounts tried from one place; behind it may be a whole office.',
  },
  secret_per_client: {
    title: 'Wrong secrets for one client',
    words: 'From this address; often a program with a secret that was rotated.',
  },
  secret_per_ip: {
    title: 'Wrong secrets or keys from one address',
    words: 'Clients, management keys and invitations count together.',
  },
  passkey_per_ip: {
    title: 'Refused passkeys from one address',
    words: 'Passkeys cannot be guessed; a browser may be at fault.',
  },
}

/** By the server's own name of what is counted. */
export function whyBlocked(bucket: string): Why {
  return WHY[bucket] ?? { title: bucket.replaceAll('_', ' '), words: 'Too many wrong tries.' }
}
