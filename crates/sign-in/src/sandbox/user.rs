use super::question::MIN_NEW_PASSWORD;

/// The password of every [`SandboxUser`].
pub const PASSWORD: &str = "sandbox-password";

/// A user of the sandbox, each with an outcome of its own. The names are exact, case included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SandboxUser {
    /// Signs in.
    Plain,
    /// Is asked for the code that was sent to a phone.
    Mfa,
    /// May choose where the code goes, then is asked for it.
    MfaChoice,
    /// Is asked a security question.
    Question,
    /// Has to set a new password.
    NewPassword,
    /// Is locked out by the provider.
    Locked,
    /// Signs in, but there is no account to collect from.
    NoAccounts,
    /// Finds the provider down.
    Down,
    /// Signs in after a long wait.
    Slow,
    /// Signs in and is collected from, until the provider wants its second factor again.
    LaterExpired,
    /// Signs in, and is asked to have codes forwarded. Without them the collector does not get in.
    Forwarding,
}

impl SandboxUser {
    /// Every one, in the documented order.
    pub const ALL: &'static [Self] = &[
        Self::Plain,
        Self::Mfa,
        Self::MfaChoice,
        Self::Question,
        Self::NewPassword,
        Self::Locked,
        Self::NoAccounts,
        Self::Down,
        Self::Slow,
        Self::LaterExpired,
        Self::Forwarding,
    ];

    /// The user name to sign in with.
    #[must_use]
    pub const fn username(self) -> &'static str {
        match self {
            Self::Plain => "sandbox-username",
            Self::Mfa => "sandbox-mfa",
            Self::MfaChoice => "sandbox-mfa-choice",
            Self::Question => "sandbox-question",
            Self::NewPassword => "sandbox-new-password",
            Self::Locked => "sandbox-locked",
            Self::NoAccounts => "sandbox-no-accounts",
            Self::Down => "sandbox-down",
            Self::Slow => "sandbox-slow",
            Self::LaterExpired => "sandbox-later-expired",
            Self::Forwarding => "sandbox-mfa-forwarding",
        }
    }

    /// The user of this name; `None` for any other.
    #[must_use]
    pub fn named(username: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|user| user.username() == username)
    }

    /// The user whom these credentials let in.
    pub(super) fn with_credentials(username: &str, password: &str) -> Option<Self> {
        // Compared plainly, here and in the challenges: both sides of what is compared stand in the documentation,
        // so there is no secret that the time taken could tell. A driver with real secrets uses `subtle`.
        Self::named(username).filter(|_| password == PASSWORD)
    }

    /// The user whose connection holds these credentials. One who has set a new password is like any other who gets
    /// in; one who has not still has to.
    pub(super) fn kept(username: &str, password: &str) -> Option<Self> {
        let is_new = password != PASSWORD && password.chars().count() >= MIN_NEW_PASSWORD;
        match Self::named(username) {
            Some(Self::NewPassword) if is_new => Some(Self::Plain),
            _ => Self::with_credentials(username, password),
        }
    }
}
