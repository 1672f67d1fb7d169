import Store
import Synchronization

/// The last good answers to questions, each with the data version that gave it, for when the
/// database is gone.
final class GoodAnswers<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  private struct Kept {
    let answer: Answer
    let version: DataVersion?
  }

  private let capacity: Int
  private let kept = Mutex<[Question: Kept]>([:])

  /// Keeps the answers to up to so many questions.
  init(capacity: Int = 64) { self.capacity = capacity }

  func keep(_ answer: Answer, to question: Question, version: DataVersion?) {
    kept.withLock { kept in
      if kept[question] == nil, kept.count >= capacity { kept.removeAll(keepingCapacity: true) }
      kept[question] = Kept(answer: answer, version: version)
    }
  }

  /// The answer of that version: an older one would contradict what others were told since.
  func answer(to question: Question, version: DataVersion) -> Answer? {
    kept.withLock { kept in
      kept[question].flatMap { $0.version == version ? $0.answer : nil }
    }
  }
}
