use clap::Subcommand;
use latchstring_domain::email::EmailAddress;

#[derive(Debug, Subcommand)]
pub(crate) enum MailCommand {
    /// Send one mail that says it is a test, and say what went wrong if it does
    ///
    /// Uses the mail settings of the configuration and nothing else: no database is opened. That the mail server takes a
    /// mail does not mean that it arrives; look into the mailbox.
    Test {
        /// Where to
        #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
        to: EmailAddress,
    },
}
