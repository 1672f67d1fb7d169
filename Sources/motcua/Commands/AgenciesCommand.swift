public import ArgumentParser
import Indicators
public import Procedures
import Reports
import Store

/// `motcua agencies`: who is there, and who stands under whom.
struct AgenciesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agencies", abstract: "Shows the agencies and keeps other spellings of them.",
    subcommands: [List.self, Tree.self, AliasCommands.Agencies.self])

  /// All agencies in force.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the agencies in force.")

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let catalog = try await AgenciesCommand.catalog(lookup, database)
      output.print(LookupRows(AgencyRecord.all(in: catalog)))
    }
  }

  /// The same as a tree.
  struct Tree: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows who stands under whom.")

    @OptionGroup var lookup: LookupOptions
    @OptionGroup var database: DatabaseOptions

    mutating func run() async throws {
      let tree = try await AgenciesCommand.catalog(lookup, database).agencies
      var children: [Int: [Int]] = [:]
      var roots: [Int] = []
      for (position, node) in tree.nodes.enumerated() {
        if let parent = node.parent {
          children[parent, default: []].append(position)
        } else {
          roots.append(position)
        }
      }
      func inOrder(_ positions: [Int]) -> [Int] {
        positions.sorted { tree.nodes[$0].code < tree.nodes[$1].code }
      }
      var pending = inOrder(roots).reversed().map { (position: $0, depth: 0) }
      while let (position, depth) = pending.popLast() {
        let node = tree.nodes[position]
        Console.write(String(repeating: "  ", count: depth) + "\(node.code)  \(node.name)\n")
        pending += inOrder(children[position] ?? []).reversed().map { ($0, depth + 1) }
      }
    }
  }

  /// The catalog that look-ups read: the one that figures are counted on.
  static func catalog(
    _ lookup: LookupOptions, _ database: DatabaseOptions
  ) async throws -> CatalogSnapshot {
    let (day, known) = (try lookup.day(), lookup.known)
    return try await Workspace.with(database, connections: 1) { workspace in
      try await Readings(workspace).catalog(on: day, known: known)
    }
  }
}

extension AgencyCode: ExpressibleByArgument {
  /// Reads a code, also in its old form.
  public init?(argument: String) { self.init(argument) }
}
