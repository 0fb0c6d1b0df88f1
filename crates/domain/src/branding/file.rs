use std::fmt;
use std::str::FromStr;

use crate::Timestamp;
use crate::id::WorkspaceId;
use crate::names::named;

/// The address of a file by its content, within its workspace: the SHA-256 of both. Written as 64 hexadecimal digits.
///
/// The workspace is in it so that two workspaces with the same picture have two files: taking one away takes nothing from
/// the other, and an address tells nothing of whoever else has the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileKey([u8; 32]);

/// The text is no [`FileKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 64 hexadecimal digits")]
pub struct ParseFileKeyError;

impl FileKey {
    /// The key with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for FileKey {
    type Err = ParseFileKeyError;

    /// Only the one spelling that is written.
    fn from_str(text: &str) -> Result<Self, ParseFileKeyError> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(ParseFileKeyError);
        }
        for (place, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let [high, low] = pair else { return Err(ParseFileKeyError) };
            *place =
                digit(*high).zip(digit(*low)).map(|(high, low)| high * 16 + low).ok_or(ParseFileKeyError)?;
        }
        Ok(Self(bytes))
    }
}

named! {
    /// What a file is. There are no others: whatever is uploaded is made one of these, or refused.
    FileKind, ParseFileKindError, "a kind of file" {
        /// A picture.
        Png = "png",
        /// A font.
        Woff2 = "woff2",
    }
}

/// A picture, and how large it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub file: FileKey,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// A file of a workspace. It never changes: another content is another file.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Where it is found.
    pub key: FileKey,
    /// Whose it is.
    pub workspace_id: WorkspaceId,
    /// What it is.
    pub kind: FileKind,
    /// The file.
    pub bytes: Vec<u8>,
    /// When it was put there.
    pub created_at: Timestamp,
}

/// Without the content, which is long.
impl fmt::Debug for StoredFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredFile({} {}, {} bytes)", self.kind, self.key, self.bytes.len())
    }
}
