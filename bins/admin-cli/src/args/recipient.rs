use clap::Subcommand;
use latchstring_domain::email::EmailAddress;

#[derive(Debug, Subcommand)]
pub(crate) enum RecipientCommand {
    /// Erase one: their address, where they came from, what was prefilled, what they signed in with
    ///
    /// A link that was for them alone can be used no more, and their connections are ended. The event log says the rest and
    /// still verifies. This cannot be undone; copies of the database keep what they have. Doing it again is harmless.
    Erase {
        /// Their address
        #[arg(value_name = "EMAIL", value_parser = EmailAddress::parse)]
        email: EmailAddress,
    },
}
