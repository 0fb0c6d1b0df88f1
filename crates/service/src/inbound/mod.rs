//! What is handed in from outside by somebody who has no API key: a mail service, a rule of a mail server. It is signed as our
//! own webhooks are, under a secret of the workspace.

mod authenticate;
mod receive_mfa;

pub use authenticate::{
    Inbound, InboundRefused, MAX_MESSAGE_ID, SignedRequest, authenticate, authenticate_mail_service,
};
pub use receive_mfa::{ForwardedMessage, ForwardedMessageError, receive_mfa};
