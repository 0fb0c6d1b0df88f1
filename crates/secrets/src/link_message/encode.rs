//! Writing the message.

use zeroize::Zeroizing;

use super::{LinkMessage, LinkTarget};
use crate::cbor::Writer;
use crate::sealed_link::MAX_MESSAGE_LEN;

impl LinkMessage {
    /// The message as a CBOR map. The keys stand in the order of the specification, the same for everyone.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let connection = match self.target {
            LinkTarget::NewConnection => None,
            LinkTarget::Connection(id) => Some(id),
        };
        let prefilled = !self.prefill.is_empty();
        let optional = [self.expires_at.is_some(), connection.is_some(), prefilled];
        let mut writer = Writer::with_capacity(MAX_MESSAGE_LEN);
        writer.map(3 + optional.into_iter().filter(|present| *present).count());
        writer.text("j");
        writer.bytes(&self.link_id);
        writer.text("c");
        writer.bytes(&self.company_id);
        writer.text("i");
        writer.integer(self.issued_at);
        if let Some(expires_at) = self.expires_at {
            writer.text("e");
            writer.integer(expires_at);
        }
        if let Some(connection) = connection {
            writer.text("n");
            writer.bytes(&connection);
        }
        if prefilled {
            writer.text("p");
            writer.map(self.prefill.present().count());
            for field in self.prefill.present() {
                writer.text(field.key());
                self.prefill.write(field, &mut writer);
            }
        }
        writer.finish()
    }
}
