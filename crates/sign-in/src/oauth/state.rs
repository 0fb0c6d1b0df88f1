use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use latchstring_service::ports::DriverState;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What the driver remembers while the recipient is at the provider.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    /// What an answer to this request is known by (RFC 6749, section 10.12).
    pub(super) state: String,
    /// What proves that whoever brings the code asked for it (RFC 7636).
    pub(super) verifier: String,
}

impl State {
    /// 256 bits for each, which is what RFC 7636 recommends.
    pub(super) fn draw(rng: &mut dyn CryptoRng) -> Self {
        let mut draw = || {
            let mut bytes = [0; 32];
            rng.fill_bytes(&mut bytes);
            let text = URL_SAFE_NO_PAD.encode(bytes);
            bytes.zeroize();
            text
        };
        Self { state: draw(), verifier: draw() }
    }

    /// The state a driver left; `None` when it is another driver's, or of another release.
    pub(super) fn read(state: &DriverState) -> Option<Self> {
        serde_json::from_slice(state.expose()).ok()
    }

    pub(super) fn write(&self) -> DriverState {
        // Two texts of known length without anything to escape: 120 bytes, so the vector never moves.
        let mut bytes = Vec::with_capacity(256);
        let _ = serde_json::to_writer(&mut bytes, self);
        DriverState::new(bytes)
    }

    pub(super) fn is_answered_by(&self, state: &str) -> bool {
        self.state.as_bytes().ct_eq(state.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng as _;

    use super::*;

    #[test]
    fn t170_what_is_written_reads_back_and_fits_the_room_it_is_given() {
        let state = State::draw(&mut ChaCha20Rng::seed_from_u64(1));
        let written = state.write();
        assert!(written.expose().len() <= 256);
        let read = State::read(&written).unwrap();
        assert!(read.is_answered_by(&state.state) && !read.is_answered_by(&state.verifier));
        assert_eq!((read.state.len(), read.verifier.len()), (43, 43));
        assert_ne!(read.state, read.verifier);
    }
}
