import Procedures

/// How the tables of claims write what a source says: null where it says nothing, a mark where it
/// says that it does not know, else the value.
enum ClaimCode {
  static let unknownLevel: Int16 = 0
  static let unknownText = ""
  static let noMeans = "-"

  /// 0 no, 1 yes, 2 unknown.
  static func answer(_ claim: Claim<Bool>) -> Int16? {
    switch claim {
    case .unsaid: nil
    case .unknown: 2
    case .known(let value): value ? 1 : 0
    }
  }

  static func answer(_ code: Int16?) -> Claim<Bool> {
    switch code {
    case nil: .unsaid
    case 0: .known(false)
    case 1: .known(true)
    default: .unknown
    }
  }

  static func text(_ claim: Claim<String>) -> String? {
    switch claim {
    case .unsaid: nil
    case .unknown: unknownText
    case .known(let value): value
    }
  }

  /// Empty where the source says that it does not know, or that there is none.
  static func codes(_ claim: Claim<[ProcedureCode]>) -> [String]? {
    switch claim {
    case .unsaid: nil
    case .unknown: []
    case .known(let codes): codes.map(\.text)
    }
  }

  static func means(_ claim: Claim<AccessMeans>) -> String? {
    switch claim {
    case .unsaid: nil
    case .unknown: unknownText
    case .known(let means):
      means.words.isEmpty ? noMeans : means.words.joined(separator: ";")
    }
  }

  static func means(_ code: String?) -> Claim<AccessMeans> {
    switch code {
    case nil: .unsaid
    case unknownText: .unknown
    case noMeans: .known(AccessMeans([]))
    case let code?: .known(AccessMeans(code.split(separator: ";").map(String.init)))
    }
  }
}
