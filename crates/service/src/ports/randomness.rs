use rand_core::CryptoRng;

/// Where unpredictable bytes come from.
pub trait Randomness: Send + Sync {
    /// A source to draw from, for one use case. Each call gives an independent one.
    fn rng(&self) -> Box<dyn CryptoRng + Send>;
}
