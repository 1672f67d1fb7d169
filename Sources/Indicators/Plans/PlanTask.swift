/// A task (nhiệm vụ) of a plan's annex.
public struct PlanTask: Hashable, Sendable {
  /// Section and number: `VI.3`. Unique within the plan.
  public let reference: String
  /// The heading of its section; empty where the source does not have it.
  public let section: String
  /// What is to be done, as the plan words it.
  public let title: String
  /// What it has to bring about (sản phẩm), as the plan words it.
  public let product: String
  /// Until when.
  public let deadline: Deadline
  /// Who is responsible, as the plan words it.
  public let responsible: String
  /// Who leads (chủ trì).
  public let leads: [String]
  /// Who takes part (phối hợp).
  public let partners: [String]
  /// Parts of the product that are followed one by one; empty where the task is done or not done.
  public let deliverables: [Deliverable]
  /// Whether it is one of the plan's digital-government systems.
  public let isSystem: Bool
  /// Whether it stands in the annex; else it is a milestone of a goal's own.
  public let isInAnnex: Bool

  /// A part of a task's product.
  public struct Deliverable: Hashable, Sendable {
    /// Short name in data: `hardware`.
    public let id: String
    /// What it is, as the plan words it.
    public let text: String
    /// The progress in percent from which on it is reached; 1…100.
    public let reachedAt: Int

    /// A part of a product.
    public init(id: String, text: String, reachedAt: Int = 100) {
      precondition((1...100).contains(reachedAt), "progress is given in percent")
      self.id = id
      self.text = text
      self.reachedAt = reachedAt
    }
  }

  /// A task.
  public init(
    reference: String, section: String = "", title: String, product: String = "",
    deadline: Deadline, responsible: String = "", leads: [String] = [], partners: [String] = [],
    deliverables: [Deliverable] = [], isSystem: Bool = false, isInAnnex: Bool = true
  ) {
    self.reference = reference
    self.section = section
    self.title = title
    self.product = product
    self.deadline = deadline
    self.responsible = responsible
    self.leads = leads
    self.partners = partners
    self.deliverables = deliverables
    self.isSystem = isSystem
    self.isInAnnex = isInAnnex
  }
}
