//! The header fields by which a mail program offers its reader to get no more such mail (RFC 2369, section 3.2; RFC 8058).

use std::error::Error;

use lettre::message::MessageBuilder;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};

/// Adds them. One click is only for `https`, says RFC 8058, section 3.1; elsewhere the link is to be opened.
pub(crate) fn headers(message: MessageBuilder, url: &SecretString) -> MessageBuilder {
    let url = url.expose_secret();
    let message = message.header(ListUnsubscribe(format!("<{url}>")));
    if url.starts_with("https://") {
        message.header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()))
    } else {
        message
    }
}

macro_rules! field {
    ($type:ident, $name:literal) => {
        #[derive(Clone)]
        struct $type(String);

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            /// Written as it is: a URL of ours is ASCII, without a space, and far below the 998 bytes of a line, and a
            /// mail program does not look for one that was encoded.
            fn display(&self) -> HeaderValue {
                HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
            }
        }
    };
}

field!(ListUnsubscribe, "List-Unsubscribe");
field!(ListUnsubscribePost, "List-Unsubscribe-Post");
