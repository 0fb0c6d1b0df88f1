use sha2::{Digest as _, Sha256};

/// The address of a file by its content: the SHA-256 of whose it is and of what it is. The owner is of fixed length, so no two
/// pairs are the same bytes.
#[must_use]
pub fn address(owner: &[u8; 16], bytes: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(owner).chain_update(bytes).finalize().into()
}

/// The address of a picture that links show, apart from the same picture of the same owner: the SHA-256 of that one's address and
/// a word. No file is so short, so neither address is ever the other's.
#[must_use]
pub fn address_for_links(owner: &[u8; 16], bytes: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(address(owner, bytes)).chain_update("links").finalize().into()
}
