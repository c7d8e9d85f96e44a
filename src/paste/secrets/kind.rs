//! The kinds of secrets.

/// What a secret is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A token of a bot, a user or a session: GitHub's, Discord's, a JWT, what follows `Bearer`.
    Token,
    /// A key to an interface, an account or a store: AWS's, a storage account's, an API key.
    Key,
    /// A password, wherever it stands: assigned, in a connection string, in an address, on a command line.
    Password,
    /// A passphrase, as the one that encrypts backups.
    Passphrase,
    /// A private key, whole.
    PrivateKey,
    /// The signature of a shared access address.
    Signature,
    /// The certificate in a vault's or a subscription's credential file.
    Certificate,
    /// The cookies of a request.
    Cookie,
    /// A mail address.
    Mail,
    /// A public IP address.
    Address,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Token,
        Self::Key,
        Self::Password,
        Self::Passphrase,
        Self::PrivateKey,
        Self::Signature,
        Self::Certificate,
        Self::Cookie,
        Self::Mail,
        Self::Address,
    ];

    /// The word in its placeholder.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Key => "key",
            Self::Password => "password",
            Self::Passphrase => "passphrase",
            Self::PrivateKey => "private-key",
            Self::Signature => "signature",
            Self::Certificate => "certificate",
            Self::Cookie => "cookie",
            Self::Mail => "e-mail",
            Self::Address => "address",
        }
    }

    /// Whether it opens something: everything but what only says who or where somebody is.
    pub const fn is_live(self) -> bool {
        !matches!(self, Self::Mail | Self::Address)
    }
}
