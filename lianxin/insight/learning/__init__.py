"""学着分 Learning from letters that people have sorted, and saying how sure it is: it never decides."""
