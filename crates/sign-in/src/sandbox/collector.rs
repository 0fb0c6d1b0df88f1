use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::account::Account;
use latchstring_domain::connection::{Connection, ConnectionStatus, StatusReport};
use latchstring_domain::mfa::MfaForwarding;
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::StatusDetail;
use latchstring_service::ports::{Answers, Collected, Collector};
use rand_core::CryptoRng;
use secrecy::ExposeSecret as _;

use super::accounts;
use super::user::SandboxUser;

/// The collector of sandbox workspaces. It reports of each connection once what its credentials stand for; asked
/// again, it has nothing new.
///
/// Credentials that the sandbox does not have, which only a server that made the connection directly can have
/// stored, are reported `PASSWORD_INCORRECT`. The two users who cannot sign in get the status that a real collector
/// would find for them.
#[derive(Debug, Clone, Copy)]
pub struct SandboxCollector {
    expires_after: Duration,
}

impl SandboxCollector {
    /// How long `sandbox-later-expired` works, unless told otherwise.
    pub const EXPIRES_AFTER: Duration = Duration::from_secs(20);

    /// A collector under which `sandbox-later-expired` works this long.
    #[must_use]
    pub const fn new(expires_after: Duration) -> Self {
        Self { expires_after }
    }

    /// What it reports of a connection that nobody has reported on since it was made or repaired.
    fn first(
        self,
        user: Option<SandboxUser>,
        connection: &Connection,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Collected {
        use ConnectionStatus as Status;

        match user {
            None => {
                failed(Status::PasswordIncorrect, "The provider did not accept this user name and password.")
            }
            Some(SandboxUser::NewPassword) => {
                failed(Status::NewPasswordNeeded, "The provider wants a new password for this account.")
            }
            Some(SandboxUser::Locked) => failed(Status::OtherError, "The provider has locked this account."),
            Some(SandboxUser::Down) => failed(Status::WebsiteDown, "The provider's website does not answer."),
            Some(SandboxUser::NoAccounts) => {
                let none = "Signing in worked, but there is no account behind this user name.";
                report(Status::NoAccountsFound, Some(none), Some(Vec::new()))
            }
            Some(SandboxUser::Forwarding) if !gets_past_codes(connection) => failed(
                Status::MfaTokenExpired,
                "The provider has mailed a code, and nobody has forwarded it.",
            ),
            Some(user) => {
                // A repaired connection keeps the accounts it has, with their ids.
                let found = connection.accounts.is_empty().then(|| accounts::found(connection, now, rng));
                let again_in = (user == SandboxUser::LaterExpired).then_some(self.expires_after);
                Collected { again_in, ..report(Status::Connected, None, found) }
            }
        }
    }

    /// What it reports of `sandbox-later-expired` once that is connected. An outbox may call too early or twice, so
    /// the time comes from the connection and not from being called.
    fn later(self, connection: &Connection, now: Timestamp) -> Collected {
        let works_for = self.expires_after.saturating_sub(now.since(connection.status_since));
        if works_for.is_zero() {
            failed(ConnectionStatus::MfaTokenExpired, "The provider asks for its second factor again.")
        } else {
            Collected { report: None, again_in: Some(works_for) }
        }
    }
}

impl Default for SandboxCollector {
    fn default() -> Self {
        Self::new(Self::EXPIRES_AFTER)
    }
}

#[async_trait]
impl Collector for SandboxCollector {
    async fn collect(
        &self,
        connection: &Connection,
        credentials: &Answers,
        now: Timestamp,
        rng: &mut (dyn CryptoRng + Send),
    ) -> Collected {
        let typed = |key| credentials.get(key).map_or("", |answer| answer.expose_secret());
        let (username, password) = (typed(SignInForm::USERNAME), typed(SignInForm::PASSWORD));
        let user = SandboxUser::kept(username, password);
        match connection.status {
            _ if !connection.is_active => NOTHING_NEW,
            ConnectionStatus::Pending => self.first(user, connection, now, rng),
            ConnectionStatus::Connected if user == Some(SandboxUser::LaterExpired) => {
                self.later(connection, now)
            }
            _ => NOTHING_NEW,
        }
    }
}

/// Whether a collector gets in where codes are mailed.
fn gets_past_codes(connection: &Connection) -> bool {
    matches!(connection.mfa_forwarding, Some(MfaForwarding::Forwarded | MfaForwarding::TurnedOff))
}

const NOTHING_NEW: Collected = Collected { report: None, again_in: None };

fn failed(status: ConnectionStatus, detail: &str) -> Collected {
    report(status, Some(detail), None)
}

fn report(status: ConnectionStatus, detail: Option<&str>, accounts: Option<Vec<Account>>) -> Collected {
    let detail = detail.and_then(|text| StatusDetail::parse(text).ok());
    Collected { report: Some(StatusReport { status, detail, accounts }), again_in: None }
}
