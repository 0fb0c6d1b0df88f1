use crate::account::Account;
use crate::names::named;
use crate::text::StatusDetail;

named! {
    /// Where a connection stands.
    ConnectionStatus, ParseConnectionStatusError, "a connection status" {
        /// Made or repaired; its collector has not reported yet.
        Pending = "PENDING",
        /// Somebody is looking into a problem.
        UnderInvestigation = "UNDER_INVESTIGATION",
        /// It works.
        Connected = "CONNECTED",
        /// The provider's site does not answer.
        WebsiteDown = "WEBSITE_DOWN",
        /// The provider's address cannot be reached.
        UrlInaccessible = "URL_INACCESSIBLE",
        /// Signing in works, but there is no account behind it.
        NoAccountsFound = "NO_ACCOUNTS_FOUND",
        /// Something else is wrong.
        OtherError = "OTHER_ERROR",
        /// The second factor has to be given again.
        MfaTokenExpired = "MFA_TOKEN_EXPIRED",
        /// The password does not work.
        PasswordIncorrect = "PASSWORD_INCORRECT",
        /// The provider wants a new password.
        NewPasswordNeeded = "NEW_PASSWORD_NEEDED",
        /// The provider wants to know more.
        AdditionalCredentialsNeeded = "ADDITIONAL_CREDENTIALS_NEEDED",
        /// The company is no longer served.
        CompanyInactive = "COMPANY_INACTIVE",
    }
}

/// What a collector says of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusReport {
    /// Where it stands.
    pub status: ConnectionStatus,
    /// More about it, for people.
    pub detail: Option<StatusDetail>,
    /// The accounts found; `None` leaves them as they are.
    pub accounts: Option<Vec<Account>>,
}

/// A collector may not report this status now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a connection that is {from} cannot be reported {to}")]
pub struct StatusMoveError {
    /// Where the connection stands.
    pub from: ConnectionStatus,
    /// What was reported.
    pub to: ConnectionStatus,
}

impl ConnectionStatus {
    /// Whether only its owner can bring it back to life, by signing in again.
    #[must_use]
    pub const fn needs_reconnect(self) -> bool {
        matches!(
            self,
            Self::MfaTokenExpired
                | Self::PasswordIncorrect
                | Self::NewPasswordNeeded
                | Self::AdditionalCredentialsNeeded
        )
    }

    /// Whether a collector may report `to` of a connection that stands here.
    ///
    /// From `PENDING` and `CONNECTED` the moves are those of the documented interface, and one more, which every
    /// status has: to `COMPANY_INACTIVE`. A status that does not wait for the owner moves like `CONNECTED`, because
    /// sites come back by themselves. One that needs a reconnect, and `COMPANY_INACTIVE`, only end by a repair. The
    /// same status may always be reported again, except `PENDING`, which only making and repairing set.
    ///
    /// # Errors
    /// [`StatusMoveError`] when it may not.
    pub fn reportable(self, to: Self) -> Result<(), StatusMoveError> {
        let allowed = match to {
            Self::Pending => false,
            Self::CompanyInactive => true,
            _ if self == to => true,
            _ => !self.needs_reconnect() && self != Self::CompanyInactive,
        };
        if allowed { Ok(()) } else { Err(StatusMoveError { from: self, to }) }
    }
}
