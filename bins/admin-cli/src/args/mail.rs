use std::num::NonZeroU32;

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
    /// List the addresses that the workspace mails no more: a mail to them came back, or their reader wants none
    Suppressions {
        /// Only this address
        #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
        email: Option<EmailAddress>,
        /// How many at most
        #[arg(long, value_name = "N", default_value = "100")]
        limit: NonZeroU32,
        /// Only those after this one in the list, to go on from where an earlier list ended
        #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
        after: Option<EmailAddress>,
    },
    /// Let the workspace mail an address again
    Unsuppress {
        /// The address
        #[arg(value_parser = EmailAddress::parse)]
        address: EmailAddress,
    },
}
