use std::fmt::Write as _;

use latchstring_domain::Timestamp;
use latchstring_domain::event::{Checkpoint, CheckpointSignature, Statement};
use latchstring_domain::sealed::Digest;
use latchstring_secrets::checkpoint;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::{Failure, Latchstring};

/// A checkpoint as it is told and kept in files: all of its statement, and who signed it. Bytes are in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckpointText {
    /// Of which workspace.
    pub workspace_id: String,
    /// 1 for the first, without gaps.
    pub number: u64,
    /// When it was made.
    pub taken_at: String,
    /// The time up to which events had been looked at.
    pub until: String,
    /// How many ends of chains it and all before it have recorded.
    pub size: u64,
    /// The root of the one before; zeros for the first.
    pub previous: String,
    /// The digest of the root before and of the ends.
    pub root: String,
    /// The key of the keyring that it is signed under.
    pub key_id: String,
    /// The public key that checks the signature.
    pub public_key: String,
    /// The Ed25519 signature.
    pub signature: String,
}

/// A checkpoint that was kept somewhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptCheckpoint {
    /// What it states.
    pub statement: Statement,
    /// Who vouches for it.
    pub signature: CheckpointSignature,
}

/// The text is no checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReadCheckpointError(String);

impl CheckpointText {
    /// This checkpoint as text.
    ///
    /// # Errors
    /// [`Failure::Defect`] when the keyring lacks the key it is signed under.
    pub fn of(ls: &Latchstring, checkpoint: &Checkpoint) -> Result<Self, Failure> {
        let Statement { workspace_id, number, taken_at, until, size, previous, root } = &checkpoint.statement;
        let CheckpointSignature([a, b, c, d, signature @ ..]) = &checkpoint.signature;
        let key_id = [*a, *b, *c, *d];
        let public_key = checkpoint::public_key(ls.keyring(), key_id)
            .ok_or(Failure::Defect("a checkpoint is signed under a key that the keyring lacks"))?;
        Ok(Self {
            workspace_id: workspace_id.to_string(),
            number: *number,
            taken_at: taken_at.to_string(),
            until: until.to_string(),
            size: *size,
            previous: hex(previous.as_bytes()),
            root: hex(root.as_bytes()),
            key_id: hex(&key_id),
            public_key: hex(&public_key),
            signature: hex(signature),
        })
    }

    /// One line of JSON, with its end.
    ///
    /// # Errors
    /// [`Failure::Defect`], which does not happen.
    pub fn line(&self) -> Result<String, Failure> {
        let json = serde_json::to_string(self).map_err(|_| Failure::Defect("a checkpoint is no JSON"))?;
        Ok(json + "\n")
    }
}

impl KeptCheckpoint {
    /// Reads a line that [`CheckpointText::line`] wrote. The public key in it is for others: whoever has the keyring derives it.
    ///
    /// # Errors
    /// [`ReadCheckpointError`].
    pub fn read(line: &str) -> Result<Self, ReadCheckpointError> {
        let text: CheckpointText =
            serde_json::from_str(line).map_err(|error| ReadCheckpointError(error.to_string()))?;
        let of = |name: &str| ReadCheckpointError(format!("{name} is not as it is written in a checkpoint"));
        let key_id: [u8; 4] = bytes(&text.key_id).ok_or_else(|| of("keyId"))?;
        let signed: [u8; 64] = bytes(&text.signature).ok_or_else(|| of("signature"))?;
        let mut signature = [0; 68];
        signature.iter_mut().zip(key_id.into_iter().chain(signed)).for_each(|(slot, byte)| *slot = byte);
        Ok(Self {
            statement: Statement {
                workspace_id: text.workspace_id.parse().map_err(|_| of("workspaceId"))?,
                number: text.number,
                taken_at: instant(&text.taken_at).ok_or_else(|| of("takenAt"))?,
                until: instant(&text.until).ok_or_else(|| of("until"))?,
                size: text.size,
                previous: Digest::new(bytes(&text.previous).ok_or_else(|| of("previous"))?),
                root: Digest::new(bytes(&text.root).ok_or_else(|| of("root"))?),
            },
            signature: CheckpointSignature(signature),
        })
    }
}

fn instant(text: &str) -> Option<Timestamp> {
    OffsetDateTime::parse(text, &Rfc3339).ok()?.try_into().ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != N * 2 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (place, slot) in bytes.iter_mut().enumerate() {
        *slot = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}
